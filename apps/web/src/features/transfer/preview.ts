import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { toAppError } from '../../lib/errors';
import { newId } from '../../lib/new-id';
import { on } from '../../lib/socket';
import { trpc } from '../../lib/trpc';
import type { StartOptions } from './start';

/** Milliseconds of quiet after a keystroke before the folder is looked at again. */
const TYPING_MS = 300;

/** What has been counted of a preview that is being made. */
export interface Counted {
  files: number;
  bytes: number;
  excludedFiles?: number | undefined;
}

/** What a selection holds and leaves out, and what has been counted of it meanwhile. */
export function usePreview(projectId: string, selection: StartOptions['selection']) {
  const [counted, setCounted] = useState<Counted>();
  /** The newest preview; the project's other viewers, and earlier ones of this page, have other ids. */
  const asked = useRef('');
  useEffect(
    () =>
      on('download_preview_progress', ({ previewId, files, bytes, excludedFiles }) => {
        if (previewId === asked.current) setCounted({ files, bytes, excludedFiles });
      }),
    [],
  );
  const preview = useQuery({
    queryKey: ['download-preview', projectId, selection],
    queryFn: async ({ signal }) => {
      if (selection.exclude) await pause(TYPING_MS, signal);
      const previewId = newId();
      asked.current = previewId;
      setCounted(undefined);
      return trpc.transfer.preview
        .query({ projectId, previewId, ...selection }, { signal, context: { alone: true } })
        .catch((error: unknown) => {
          throw toAppError(error);
        });
    },
    placeholderData: (earlier) => earlier,
    staleTime: 0,
    gcTime: 0,
  });
  return { ...preview, counted };
}

/** Waits; a newer question, which aborts this one, ends it at once. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
