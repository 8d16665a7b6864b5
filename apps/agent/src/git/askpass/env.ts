/** What the agent gives the askpass program through git's environment: where to ask, and for which operation. No secret. */
export const askpassSettings = {
  socket: process.env.BERTH_ASKPASS_SOCKET ?? '',
  token: process.env.BERTH_ASKPASS_TOKEN ?? '',
};
