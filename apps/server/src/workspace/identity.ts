import { chownSync, mkdirSync } from 'node:fs';

/** Who owns a workspace's files and runs its processes. */
export interface Identity {
  uid: number;
  gid: number;
  /** True where the server is root and gives folders to an ordinary user. */
  switched: boolean;
}

/** The server's own user or, where that is root, an ordinary one. */
export function workspaceIdentity(ordinaryUid: number): Identity {
  const uid = process.getuid?.() ?? ordinaryUid;
  const gid = process.getgid?.() ?? ordinaryUid;
  return uid === 0 ? { uid: ordinaryUid, gid: ordinaryUid, switched: true } : { uid, gid, switched: false };
}

/** A folder that belongs to the workspace's user and that others can neither list nor enter. */
export function makeOwnedFolder(path: string, identity: Identity): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (identity.switched) chownSync(path, identity.uid, identity.gid);
}
