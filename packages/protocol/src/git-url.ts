import { AppError } from './error';

const schemes = ['https:', 'http:', 'ssh:', 'git:'];
/** `user@host:path`, as ssh and git write it. */
const scpLike = /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s:][^\s]*$/;

/**
 * The URL of a remote repository, checked: only network schemes, so that no `ext::` command and no folder of the host can be
 * named, and no password or token, which git would write into its configuration.
 * @throws AppError INVALID_INPUT with what to do instead.
 */
export function parseGitUrl(given: string): string {
  const url = given.trim();
  if (scpLike.test(url) && !url.startsWith('-')) return url;
  if (!URL.canParse(url))
    throw new AppError('INVALID_INPUT', 'Give a git URL such as https://host/owner/repository.git.');
  const parsed = new URL(url);
  if (!schemes.includes(parsed.protocol)) {
    throw new AppError(
      'INVALID_INPUT',
      `Repositories are cloned over https, http, ssh or git, not ${parsed.protocol}`,
    );
  }
  if (parsed.hostname === '' || parsed.hostname.startsWith('-') || parsed.username.startsWith('-')) {
    throw new AppError('INVALID_INPUT', 'The git URL has no valid host.');
  }
  // A user's name in front of a web address is mostly a token.
  const isWeb = parsed.protocol === 'https:' || parsed.protocol === 'http:';
  if (parsed.password !== '' || (isWeb && parsed.username !== '')) {
    throw new AppError(
      'INVALID_INPUT',
      'Leave the name, token and password out of the URL: Berth asks for them when the server wants them.',
    );
  }
  return parsed.href;
}
