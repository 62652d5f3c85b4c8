/** Something that the server needs does not answer: no fault of the program, and likely to pass. */
export class Outage extends Error {}
