import { z } from 'zod';
import { fileVersionSchema, pathSchema } from './fs-entry';

/** The query of `PUT /projects/{id}/upload`; the file's bytes are the body. */
export const uploadQuerySchema = z.object({
  path: pathSchema.min(1),
  /**
   * Where the name is taken: `fail` answers ALREADY_EXISTS, `rename` takes the next free `name (1)`, and tells it. `overwrite`
   * answers INVALID_INPUT for a file that nobody has permission to write, which `overwriteReadOnly` replaces too. Both answers
   * have `details.readOnly` true for such a file.
   */
  conflict: z.enum(['fail', 'overwrite', 'overwriteReadOnly', 'rename']).default('fail'),
});

export type UploadConflict = z.infer<typeof uploadQuerySchema>['conflict'];

export const uploadAnswerSchema = fileVersionSchema;
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
