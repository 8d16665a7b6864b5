import { panelCode } from '../../workbench/panel-code';

export const filesPanel = panelCode(() => import('./files-panel'));
