/** Runs the body and calls `end` when it, or the promise it returns, has ended; result and error pass through. */
export function runThen(body: () => unknown, end: () => void): unknown {
  let result: unknown;
  try {
    result = body();
  } catch (error) {
    end();
    throw error;
  }
  if (!isPromiseLike(result)) {
    end();
    return result;
  }
  return result.then(
    (value) => {
      end();
      return value;
    },
    (error: unknown) => {
      end();
      throw error;
    },
  );
}

/** By shape: the promise may come from another realm (Jest, Vitest's vm pools). */
function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
