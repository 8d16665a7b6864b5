/** Where a file's bytes are, over plain HTTP and with ranges. */
export function rawUrl(projectId: string, path: string): string {
  return `/projects/${encodeURIComponent(projectId)}/raw?${new URLSearchParams({ path })}`;
}

/** Saves a file to the person's own disk, as the browser does with any download. */
export function downloadFile(projectId: string, path: string): void {
  const link = document.createElement('a');
  link.href = `${rawUrl(projectId, path)}&download=1`;
  link.download = path.slice(path.lastIndexOf('/') + 1);
  link.click();
}
