import { create } from 'zustand';

/** Texts that are shown beside their preview. */
export const useViewMode = create<{ previews: ReadonlySet<string> }>(() => ({ previews: new Set() }));

export const canPreview = (path: string): boolean => /\.(md|markdown|mdx)$/i.test(path);

export function togglePreview(path: string): void {
  useViewMode.setState(({ previews }) => {
    const next = new Set(previews);
    if (!next.delete(path)) next.add(path);
    return { previews: next };
  });
}
