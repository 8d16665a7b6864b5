import { create } from 'zustand';

export type ConflictAnswer = 'overwrite' | 'rename' | 'skip' | 'cancel';

export interface Upload {
  id: number;
  /** Files and folders in all, and how many of them are done. */
  total: number;
  done: number;
  bytes: number;
  sent: number;
  current: string;
  cancel: () => void;
}

/** By what a file's name is taken: something that can be replaced, or a file that nobody has permission to write. */
export type Taken = 'exists' | 'readOnly';

export interface ConflictQuestion {
  path: string;
  taken: Taken;
  /** Further items of the same upload. */
  remaining: number;
  answer: (answer: ConflictAnswer, forAll: boolean) => void;
}

interface UploadState {
  uploads: readonly Upload[];
  question: ConflictQuestion | null;
}

export const useUploads = create<UploadState>(() => ({ uploads: [], question: null }));

export function addUpload(upload: Upload): void {
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, upload] }));
}

export function changeUpload(id: number, change: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => ({
    uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
  }));
}

export function endUpload(id: number): void {
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
}

/** Asks what to do about a name that is taken. Only one question is asked at a time. */
export async function askConflict(
  asked: Omit<ConflictQuestion, 'answer'>,
): Promise<{ answer: ConflictAnswer; forAll: boolean }> {
  const before = asking;
  const mine = before.then(
    () =>
      new Promise<{ answer: ConflictAnswer; forAll: boolean }>((resolve) => {
        useUploads.setState({
          question: {
            ...asked,
            answer: (answer, forAll) => {
              useUploads.setState({ question: null });
              resolve({ answer, forAll });
            },
          },
        });
      }),
  );
  asking = mine;
  return mine;
}

let asking: Promise<unknown> = Promise.resolve();
