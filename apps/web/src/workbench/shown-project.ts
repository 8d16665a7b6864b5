let shown: string | null = null;

/** Says which project the page shows until the returned function is called. */
export function showProject(projectId: string): () => void {
  shown = projectId;
  return () => {
    if (shown === projectId) shown = null;
  };
}

/** Whether the tree, the tabs and the questions on the page are this project's. What ends late may find another's. */
export function isShown(projectId: string): boolean {
  return shown === projectId;
}
