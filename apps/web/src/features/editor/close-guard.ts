import { create } from 'zustand';
import { type CloseGuard, registerCloseGuard } from '../../workbench/close-tabs';
import { FILE_TAB } from '../../workbench/open-file';
import type { OpenDocument } from './document';
import { findDocument } from './documents';

export type CloseAnswer = 'save' | 'discard' | 'cancel';

interface CloseQuestion {
  documents: readonly OpenDocument[];
  answer: (answer: CloseAnswer) => void;
}

/** The question that is asked now, before tabs with unsaved text close. */
export const useCloseQuestion = create<{ question: CloseQuestion | null }>(() => ({ question: null }));

function ask(documents: readonly OpenDocument[]): Promise<CloseAnswer> {
  return new Promise((resolve) => {
    useCloseQuestion.setState({
      question: {
        documents,
        answer: (answer) => {
          useCloseQuestion.setState({ question: null });
          resolve(answer);
        },
      },
    });
  });
}

const guard: CloseGuard = async (tabs) => {
  const dirty = tabs.flatMap(({ input }) => {
    const document = typeof input.path === 'string' ? findDocument(input.path) : undefined;
    return document?.facts.dirty ? [document] : [];
  });
  if (dirty.length === 0) return true;
  switch (await ask(dirty)) {
    case 'cancel':
      return false;
    case 'discard':
      await Promise.all(dirty.map((document) => document.drafts.forget()));
      return true;
    case 'save': {
      const outcomes = await Promise.all(dirty.map((document) => document.save()));
      return outcomes.every((outcome) => outcome === 'saved');
    }
  }
};

export function guardUnsavedText(): () => void {
  return registerCloseGuard(FILE_TAB, guard);
}
