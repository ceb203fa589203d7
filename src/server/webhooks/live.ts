/** Endpoints that are there: a document cannot be removed, so a deleted one is put out of the list of these. */
import type { Document } from '../../store/rows.js'

/** The label of an endpoint that was not deleted. */
export const LIVE = 'live'

export const isLive = ({ labels }: Pick<Document, 'labels'>): boolean => labels.includes(LIVE)
