import styles from './file-tree.module.css';
import { plural } from './format-bytes';

/** Has the pointer carry how many entries are dragged, in place of a picture of the one it took hold of. */
export function showDraggedCount(data: DataTransfer, count: number): void {
  const label = document.createElement('div');
  label.className = styles.dragged ?? '';
  label.textContent = plural(count, 'item');
  document.body.append(label);
  data.setDragImage(label, -12, -4);
  // The browser has drawn it by the next task.
  setTimeout(() => label.remove());
}
