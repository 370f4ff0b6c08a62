/** The AAD under which a user's e-mail is sealed. */
export const userEmailAad = (userId: string): string => `app_user.email/${userId}`;
