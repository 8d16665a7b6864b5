import { fittedName } from '@berth/protocol/file-name';

/** A name's nth alternative, as people know it: `a.tar.gz`, `a (1).tar.gz`, `a (2).tar.gz`. One that would be too long is shortened. */
export function numberedName(name: string, number: number): string {
  if (number === 0) return name;
  const extension = /(?<=[^.])(\.tar)?\.[^.]+$/.exec(name)?.[0] ?? '';
  return fittedName(name.slice(0, name.length - extension.length), ` (${number})${extension}`);
}
