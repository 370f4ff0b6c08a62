/** Text to look for anywhere in a column, with LIKE's own signs taken literally. */
export const likePattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
