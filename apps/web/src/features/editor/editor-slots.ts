import { FileText } from 'lucide-react';
import { lazy } from 'react';
import { FILE_TAB } from '../../workbench/open-file';
import type { FeatureSlots } from '../../workbench/slot-types';
import { EditorBackground } from './editor-background';
import { FormatStatus, PositionStatus } from './status-items';

/** CodeMirror comes with the first file that is opened; documents are followed from the start. */
export const editorFeature: FeatureSlots = {
  editors: [{ kind: FILE_TAB, icon: FileText, Editor: lazy(() => import('./file-editor')) }],
  status: [
    { id: 'editor.position', side: 'right', Item: PositionStatus },
    { id: 'editor.format', side: 'right', Item: FormatStatus },
  ],
  Background: EditorBackground,
};
