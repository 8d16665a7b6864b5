import { create } from 'zustand';

export type ConflictAnswer = 'overwrite' | 'rename' | 'skip' | 'cancel';

/** By what a file's name is taken: something that can be replaced, or a file that nobody has permission to write. */
export type Taken = 'exists' | 'readOnly';

interface Asked {
  projectId: string;
  path: string;
  /** Further items of the same upload or move. */
  remaining: number;
}

/** A name is taken that something is to have: a file that is uploaded, or an entry that is moved. */
export type ConflictQuestion =
  | (Asked & { about: 'upload'; taken: Taken })
  | (Asked & { about: 'move' /** False where it holds what is moved. */; replaceable: boolean });

export interface GivenAnswer {
  answer: ConflictAnswer;
  forAll: boolean;
}

export interface OpenQuestion {
  question: ConflictQuestion;
  give: (given: GivenAnswer) => void;
}

/** In the order in which they came up. Each is asked while its project is on screen, one at a time. */
export const useConflicts = create<{ open: readonly OpenQuestion[] }>(() => ({ open: [] }));

/** Asks what to do about a name that is taken. */
export function askConflict(question: ConflictQuestion): Promise<GivenAnswer> {
  return new Promise((resolve) => {
    const asked: OpenQuestion = {
      question,
      give(given) {
        useConflicts.setState(({ open }) => ({ open: open.filter((other) => other !== asked) }));
        resolve(given);
      },
    };
    useConflicts.setState(({ open }) => ({ open: [...open, asked] }));
  });
}
