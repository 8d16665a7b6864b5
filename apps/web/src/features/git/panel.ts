import { panelCode } from '../../workbench/panel-code';

export const sourceControlPanel = panelCode(() => import('./source-control-panel'));
