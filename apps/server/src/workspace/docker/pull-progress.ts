import { z } from 'zod';

/** One line of the engine's answer to a pull. */
export const pullLineSchema = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
});
export type PullLine = z.infer<typeof pullLineSchema>;

interface Layer {
  /** Bytes the layer has, compressed; 0 while they are not known. */
  total: number;
  downloaded: number;
  extracted: number;
}

/** Downloads are most of the wait. */
const DOWNLOAD_SHARE = 0.8;

/** How far a pull is, from 0 to 1, over all layers seen; null until the first size is known. It never goes back. */
export class PullProgress {
  readonly #layers = new Map<string, Layer>();
  #reached: number | null = null;

  add(line: PullLine): number | null {
    if (line.id && line.status) this.#update(line.id, line);
    const known = [...this.#layers.values()].filter((layer) => layer.total > 0);
    const total = known.reduce((sum, layer) => sum + layer.total, 0);
    if (total === 0) return null;
    const done = known.reduce(
      (sum, layer) => sum + layer.downloaded * DOWNLOAD_SHARE + layer.extracted * (1 - DOWNLOAD_SHARE),
      0,
    );
    this.#reached = Math.max(this.#reached ?? 0, Math.min(done / total, 1));
    return this.#reached;
  }

  #update(id: string, line: PullLine): void {
    const layer = this.#layers.get(id) ?? { total: 0, downloaded: 0, extracted: 0 };
    this.#layers.set(id, layer);
    const { current = 0, total = 0 } = line.progressDetail ?? {};
    if (total > 0) layer.total = Math.max(layer.total, total);
    const bounded = Math.min(current, layer.total);
    switch (line.status) {
      case 'Downloading':
        layer.downloaded = Math.max(layer.downloaded, bounded);
        break;
      case 'Download complete':
      case 'Verifying Checksum':
        layer.downloaded = layer.total;
        break;
      case 'Extracting':
        layer.downloaded = layer.total;
        layer.extracted = Math.max(layer.extracted, bounded);
        break;
      case 'Pull complete':
        layer.downloaded = layer.total;
        layer.extracted = layer.total;
        break;
    }
  }
}
