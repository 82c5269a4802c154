// slash 5.1.0, index.js, MIT; the licence is in ../LICENSES.
export default function slash(path) {
	const isExtendedLengthPath = path.startsWith('\\\\?\\');

	if (isExtendedLengthPath) {
		return path;
	}

	return path.replace(/\\/g, '/');
}
