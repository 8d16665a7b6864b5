/** What the servers under test inherit. */
export const inherited = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
export const workspaceImage = process.env.BERTH_WORKSPACE_IMAGE ?? 'berth-workspace:bookworm';
