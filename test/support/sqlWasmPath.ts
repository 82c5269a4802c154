/** Where npm put the WebAssembly file that the build copies to `dist/`. */
export const sqlWasmPath = require.resolve('sql.js/dist/sql-wasm.wasm');
