/** Where new identifiers come from: ULIDs, so that they sort by the time they were made. */
export type NewId = () => string;
