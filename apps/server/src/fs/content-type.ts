/** Types a browser shows without running anything. */
const SHOWN: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  webm: 'video/webm',
  txt: 'text/plain; charset=utf-8',
};
/** Types an element can show (an SVG in an `<img>` runs nothing) but a page of its own must not. */
const ATTACHED: Record<string, string> = { svg: 'image/svg+xml' };

export interface Delivery {
  contentType: string;
  /** True where a browser must save the file rather than show it: anything that could run, and anything unknown. */
  attachment: boolean;
}

/** How a file's bytes leave, by its name alone. */
export function deliveryOf(path: string): Delivery {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const shown = Object.hasOwn(SHOWN, extension) ? SHOWN[extension] : undefined;
  if (shown) return { contentType: shown, attachment: false };
  const attached = Object.hasOwn(ATTACHED, extension) ? ATTACHED[extension] : undefined;
  return { contentType: attached ?? 'application/octet-stream', attachment: true };
}

/** A Content-Disposition header for any name, as RFC 6266 writes it. */
export function disposition({ attachment }: Delivery, path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `${attachment ? 'attachment' : 'inline'}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
