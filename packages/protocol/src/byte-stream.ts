/**
 * The `Upgrade` with which the server asks an agent for bytes: after the agent's 101 the connection carries them and nothing else, until
 * it ends. An agent that refuses answers as to any other request. Node's HTTP parser copies every body, which a download feels.
 */
export const BYTE_STREAM = 'berth-bytes';
