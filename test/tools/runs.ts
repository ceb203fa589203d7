/** How often a property is tried: `usual` times `FC_RUNS`, which is 1 unless the environment says otherwise. */
export const runs = (usual: number): number => Math.max(1, Math.round(usual * Number(process.env.FC_RUNS ?? 1)))
