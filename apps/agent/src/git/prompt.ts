import type { CredentialQuestion } from '@berth/protocol/git-remote';

export interface Prompt extends Pick<CredentialQuestion, 'kind' | 'origin' | 'username'> {
  /** Which part of a login this prompt wants. */
  field: 'username' | 'secret';
}

/** What git or ssh asks with a prompt such as `Password for 'https://ada@host': `. */
export function parsePrompt(prompt: string): Prompt {
  const login = /^(Username|Password) for '([a-z]+:\/\/)(?:(.*)@)?([^']*)'/.exec(prompt);
  if (login) {
    const [, what, scheme = '', name, host = ''] = login;
    return {
      kind: 'login',
      origin: `${scheme}${host}`.slice(0, 2048),
      username: name === undefined ? null : decoded(name).slice(0, 500),
      field: what === 'Username' ? 'username' : 'secret',
    };
  }
  const confirms = /\(yes\/no(\/\[fingerprint\])?\)\?/.test(prompt);
  return { kind: confirms ? 'confirm' : 'secret', origin: 'ssh', username: null, field: 'secret' };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
