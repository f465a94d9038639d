/** Makes new ids: UUIDv7, so that they sort by the time they were made. Domain code takes the id as an argument. */
export type NewId = () => string;
