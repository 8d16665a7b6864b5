import { parseGitUrl } from '@berth/protocol/git-url';
import { imageSchema, projectNameSchema } from '@berth/protocol/project';
import { toAppError } from '../../lib/errors';
import { nameFromUrl } from './source-name';

export interface NewProjectForm {
  kind: 'empty' | 'git';
  url: string;
  /** Null until the person types a name of their own; until then the URL gives it. */
  typedName: string | null;
  image: string;
}

export interface FieldProblems {
  url?: string;
  name?: string;
  image?: string;
}

export function effectiveName(form: NewProjectForm): string {
  return form.typedName ?? (form.kind === 'git' ? nameFromUrl(form.url) : '');
}

/** What stands in the way of creating the project, by field. An empty object: nothing. */
export function problemsOf(form: NewProjectForm): FieldProblems {
  const problems: FieldProblems = {};
  const url = form.url.trim();
  if (form.kind === 'git') {
    const problem = url === '' ? 'Paste the address you would give to git clone.' : urlProblem(url);
    if (problem) problems.url = problem;
  }
  const name = projectNameSchema.safeParse(effectiveName(form));
  if (!name.success) problems.name = capitalise(name.error.issues[0]?.message ?? 'not a name');
  const image = form.image.trim();
  if (image !== '' && !imageSchema.safeParse(image).success) {
    problems.image = 'This is not an image reference, such as node:22-bookworm.';
  }
  return problems;
}

/** What the server would say of the address, or undefined when it is one git can clone. */
function urlProblem(url: string): string | undefined {
  try {
    parseGitUrl(url);
    return undefined;
  } catch (error) {
    return toAppError(error).message;
  }
}

export function createInput(form: NewProjectForm) {
  const image = form.image.trim();
  return {
    name: effectiveName(form).trim(),
    source:
      form.kind === 'git' ? ({ kind: 'git', url: form.url.trim() } as const) : ({ kind: 'empty' } as const),
    ...(image === '' ? {} : { image }),
  };
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
