/** The project name a git URL suggests, or an empty string: `git@host:team/app.git` gives `app`. */
export function nameFromUrl(url: string): string {
  const path = url
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  const last = path.split(/[/:]/).pop() ?? '';
  const isHostOnly = /^[a-z+]+:\/\/[^/]*$/i.test(path);
  return isHostOnly ? '' : decode(last.replace(/\.git$/i, '')).slice(0, 80);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A source URL without its scheme and suffix, as people say it: `host/team/app`. */
export function shortUrl(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/\.git$/i, '');
}
