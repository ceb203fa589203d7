/** The test kit: what a store and a desk must do, as cases for any test runner. */
export type { Case, CaseOptions } from './case.js'
export { deskContract } from './desk/contract.js'
export type { DeskCaseOptions } from './desk/world.js'
export type { Explored, ExploreOptions } from './explore/cases.js'
export { deskExplorations } from './explore/cases.js'
export { portContract } from './port/contract.js'
export type { Open, Subject } from './port/subject.js'
