/** Rows that the API answers at once. */
export const mostRows = 1000
/** The same for those who are not signed in. */
export const mostVisitorRows = 30
