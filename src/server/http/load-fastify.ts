/** The web framework, an optional peer: asked for only where a server is made. */
import type { fastify as Fastify } from 'fastify'

/** Rejects with one sentence that names it where it is not installed. */
export const loadFastify = async (
  load: () => Promise<{ readonly default: typeof Fastify }> = () => import('fastify'),
): Promise<typeof Fastify> => {
  try {
    return (await load()).default
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    throw new Error('refund-machine/server needs the package fastify: npm install fastify', { cause })
  }
}

/** Fastify itself, not something that it needs in turn. */
const isMissing = (cause: unknown): boolean => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown }
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && /['"]fastify['"]/.test(String(message))
}
