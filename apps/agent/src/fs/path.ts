import { AppError } from '@berth/protocol/error';

/**
 * The components of a path relative to the project's root, without `.` and with `..` applied; none for the root itself.
 * Names are literal, yet a path that would leave the project if its backslashes or percent codes meant something is refused
 * too: nobody has such a file, and whoever sends one is after another.
 * @throws AppError PATH_OUTSIDE_PROJECT.
 */
export function parsePath(path: string): string[] {
  const components = normalize(path);
  const readings = [path.replaceAll('\\', '/'), ...decodings(path)];
  if (!components || readings.some((reading) => !normalize(reading))) throw outsideProject(path);
  return components;
}

export function outsideProject(path: string): AppError {
  return new AppError('PATH_OUTSIDE_PROJECT', `${path} is outside the project.`);
}

/** The components that `path` means, or undefined when it is absolute or climbs above where it starts. */
function normalize(path: string): string[] | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
  const components: string[] = [];
  for (const name of split(path)) {
    if (name !== '..') components.push(name);
    else if (components.pop() === undefined) return undefined;
  }
  return components;
}

/** The names of a path, `..` among them. */
export function split(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** What a path says once and twice percent-decoded. */
function decodings(path: string): string[] {
  const found: string[] = [];
  for (let text = path; text.includes('%') && found.length < 2; ) {
    text = text.replace(/%(2e|2f|5c)/gi, (code) => decodeURIComponent(code)).replace(/%25/g, '%');
    found.push(text.replaceAll('\\', '/'));
  }
  return found;
}
