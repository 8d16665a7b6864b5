import type { FeatureSlots } from '../../workbench/slot-types';
import { DownloadStatus } from './download-status';
import { TransferBackground } from './transfer-background';

export const transferSlots: FeatureSlots = {
  status: [{ id: 'transfer', side: 'right', Item: DownloadStatus }],
  Background: TransferBackground,
};
