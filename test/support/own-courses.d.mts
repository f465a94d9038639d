import { type PublishedFigures } from './oulad.mjs';

export declare const writeOwnCourses: (folder: string) => Promise<PublishedFigures>;
