/** The environment that programs started by these scripts get. */
export const environment = process.env;
