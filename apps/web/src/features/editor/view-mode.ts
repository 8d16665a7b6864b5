import { create } from 'zustand';

interface ViewMode {
  /** Files whose preview is not what it is at first. */
  toggled: ReadonlySet<string>;
  /** A part of a Markdown file that its preview has still to show. */
  part: { path: string; name: string } | null;
}

export const useViewMode = create<ViewMode>(() => ({ toggled: new Set(), part: null }));

const isMarkdown = (path: string) => /\.(md|markdown|mdx)$/i.test(path);
/** An image that is a text too. */
export const isSvg = (path: string): boolean => /\.svg$/i.test(path);

export const canPreview = (path: string): boolean => isMarkdown(path) || isSvg(path);

/** Whether a file is previewed: Markdown beside its text when asked for, an SVG in its place until its text is asked for. */
export const isPreviewed = ({ toggled }: ViewMode, path: string): boolean =>
  toggled.has(path) !== isSvg(path);

export function togglePreview(path: string): void {
  useViewMode.setState(({ toggled }) => {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    return { toggled: next };
  });
}

/** Previews a Markdown file from the heading or place of a name on. */
export function showPart(path: string, name: string): void {
  if (!isMarkdown(path)) return;
  if (!isPreviewed(useViewMode.getState(), path)) togglePreview(path);
  useViewMode.setState({ part: { path, name } });
}

export const partShown = (): void => useViewMode.setState({ part: null });
