import type { Stats } from 'node:fs';
import { isoTime, sayableTime } from '@berth/protocol/iso-time';

/** When an entry was last changed, as ISO 8601 in UTC. */
export function modifiedAt(stats: Pick<Stats, 'mtimeMs'>): string {
  return isoTime(sayableTime(stats.mtimeMs));
}
