import { panelCode } from '../../workbench/panel-code';

/** The emulator is no part of the first page's code. */
export const terminalPanel = panelCode(() => import('./terminal-panel'));
