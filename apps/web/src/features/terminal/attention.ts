/** Whether a person can see the element now: this page is in front, and the element is shown in it. */
export function isSeen(element: HTMLElement): boolean {
  return document.visibilityState === 'visible' && element.offsetParent !== null;
}

/** Whether what a person types goes to the element. */
export function hasKeyboard(element: HTMLElement): boolean {
  return document.hasFocus() && element.contains(document.activeElement);
}
