import { chatSlots } from '../features/chat/slots';
import { editorFeature } from '../features/editor/editor-slots';
import { fsSlots } from '../features/fs/fs-slots';
import { gitSlots } from '../features/git/git-slots';
import { searchSlots } from '../features/search/search-slots';
import { terminalSlots } from '../features/terminal/terminal-slots';
import { transferSlots } from '../features/transfer/slots';
import type { FeatureSlots } from './slot-types';

/** The features of the workbench, in the order of the activity bar: one line each. */
const features: readonly FeatureSlots[] = [
  fsSlots,
  searchSlots,
  editorFeature,
  gitSlots,
  chatSlots,
  terminalSlots,
  transferSlots,
];

export const activitySlots = features.flatMap((feature) => feature.activities ?? []);
export const bottomPanelSlots = features.flatMap((feature) => feature.bottomPanels ?? []);
export const editorSlots = features.flatMap((feature) => feature.editors ?? []);
export const statusSlots = features.flatMap((feature) => feature.status ?? []);
export const backgrounds = features.flatMap((feature) => feature.Background ?? []);
