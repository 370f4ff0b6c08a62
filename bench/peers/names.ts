/** What the peers and the generator call each other by. Imported by workflow code: nothing but constants here. */
export const BARE_QUEUE = 'bench-bare';
export const EMPTY = 'empty';
export const EIGHT_ACTIVITIES = 'eightActivities';
