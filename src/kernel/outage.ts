/** Something that the server needs is not available: not a bug, and likely to pass. */
export class Outage extends Error {}
