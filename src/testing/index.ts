/** The test kit: what a store and a desk must do, as cases for any test runner. */
export type { Case, CaseOptions } from './case.js'
export { portContract } from './port/contract.js'
export type { Open, Subject } from './port/subject.js'
