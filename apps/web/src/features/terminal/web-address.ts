/** Characters of an address that one sequence may carry: browsers take no longer ones. */
const MAX_CHARS = 2_083;
/** Characters shown of a user's name in an address: it must not push the host out of sight. */
const MAX_USER_CHARS = 24;

/** An address of the web in the form a browser takes it for: `before`, `host` and `after` are what a person is shown of it. */
export interface WebAddress {
  href: string;
  before: string;
  /** Where it leads, in ASCII: letters of other scripts that look alike do not. */
  host: string;
  after: string;
}

/** The address that the text is; undefined for anything but http and https. */
export function webAddress(text: string): WebAddress | undefined {
  if (text.length > MAX_CHARS || !URL.canParse(text)) return undefined;
  const { protocol, username, password, host, pathname, search, hash, href } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const user = password ? `${username}:${password}` : username;
  const shown = user.length > MAX_USER_CHARS ? `${user.slice(0, MAX_USER_CHARS)}…` : user;
  return { href, before: `${protocol}//${shown && `${shown}@`}`, host, after: pathname + search + hash };
}

/** What looks like an address to a person, also without its scheme. File names with a dot, such as `main.rs`, do not. */
const lookalike =
  /https?:\/\/[^\s"'<>]+|(?<![\p{L}\p{N}.-])(?:www\.[^\s"'<>]+|(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|edu|gov|io|dev|app)(?![\p{L}\p{N}.-])(?:[:/][^\s"'<>]*)?)/giu;

/** Whether a label reads as an address that the link does not lead to. */
export function namesAnother(label: string, { href, host }: WebAddress): boolean {
  return [...label.matchAll(lookalike)].some(([text]) => {
    const hasScheme = /^https?:/i.test(text);
    const named = webAddress((hasScheme ? text : `https://${text}`).replace(/[….,:;!?)\]]+$/u, ''));
    if (!named) return true;
    if (bare(named.host) !== bare(host)) return true;
    // The link may say more than its label, and not something else.
    return named.after !== '/' && !withoutScheme(href).startsWith(bare(named.host) + named.after);
  });
}

const bare = (host: string): string => host.replace(/^www\./, '');
const withoutScheme = (href: string): string => bare(href.replace(/^https?:\/\/(?:[^/?#]*@)?/, ''));
