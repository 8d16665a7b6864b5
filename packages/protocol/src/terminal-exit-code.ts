/** The exit code of a shell that went with its whole workspace. */
export const EXIT_CODE_GONE = -1;
