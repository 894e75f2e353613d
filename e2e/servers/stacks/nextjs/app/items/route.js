export const dynamic = "force-dynamic";

const answer = () => Response.json({ from: "next" });

export { answer as DELETE, answer as GET, answer as POST, answer as PUT };
