/** Header under which the id of the causing request travels; in clear, it is no personal data. */
export const REQUEST_HEADER = 'hub-request-id';
