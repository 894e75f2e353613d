export const dynamic = "force-dynamic";

function fail() {
  throw new Error("broken");
}

export { fail as DELETE, fail as GET, fail as POST, fail as PUT };
