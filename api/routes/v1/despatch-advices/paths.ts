/** Where guías are served. */
export const PATH = '/api/v1/despatch-advices';
