/** What people say beside a sleeping Parley: talk that begins like a call, and names that sound like the phrases. */

/** Everyday talk, much of it beginning with "hey", "hello", "okay". */
export const talk: readonly string[] = `
Hey, did you see the game last night? It went to overtime and I fell asleep on the sofa.
Hey, what are you doing on Saturday? We could drive out to the lake if the weather holds.
Hey mom, can I have some money for lunch?
Hey, hey, hey, slow down. Nobody is chasing you.
Hey look, a squirrel. It is sitting right on top of the bird feeder again.
Hey, I was thinking about what you said. I think you are right about the kitchen.
Hey, do you have a minute? I want to show you something on my phone.
Hey, quit it. I am trying to read.
Hey, long time no see. How are the kids?
Hey, this is Tom. I am calling about the apartment on Elm Street.
Hello, this is the dentist's office. We are calling to confirm your appointment on Tuesday.
Hello everyone and welcome to the evening news. Here are the headlines.
Hello, is anybody there?
Hello, can you hear me now? The line is really bad.
Hello hello, testing, one two three.
Okay, so here is the plan. You take the car, and I take the train.
Okay, that's enough television for tonight.
Okay guys, listen up. We start in five minutes.
Okay, computers are down again in the whole building.
Okay, I give up. Tell me the answer.
He parked the car behind the house and walked in through the garden.
A party of four, please, near the window if you can.
A partly eaten sandwich was lying on the table.
I promise I will call you as soon as I get there.
They parted as friends and never met again.
Hope all is well with you and the family.
Happily, nobody was hurt in the accident.
Apparently the meeting has been moved to Thursday.
Her party won the election by a narrow margin.
Heartily sorry about that, it was my mistake entirely.
Early in the morning the fishermen go out to sea.
Perfectly good food was thrown away every day.
Barely anyone noticed the change at first.
Maria called this morning, she wants her book back.
My Maria is only three years old and already counts to ten.
Jarvis is a strange name for a cat, don't you think?
The computer on the third floor needs a new keyboard.
Charlie said he would bring the drinks. Harley is bringing the salad.
The weather tomorrow will be partly cloudy, with highs near seventy.
I saw Marley at the market, she bought barley and a bag of apples.
Parliament will vote on the proposal early next week.
The harbor was quiet, and only a few gulls circled above the boats.
When the train finally arrived, half of the passengers had already left the platform.
My grandmother used to bake bread every Friday, and the whole street could smell it.
If you want to learn the piano, practice a little every day instead of a lot on Sundays.
The committee could not agree on a date, so the festival was postponed until spring.
Honestly, I do not know why he painted the fence green.
Remember to water the plants while we are away, especially the tomatoes.
The old lighthouse keeper told us stories about storms and ships until midnight.
You should have seen her face when the lights came on.
It takes about forty minutes by bike, or ten if you catch the ferry.
We never found out who had left the flowers at the door.
Please hold the line, all our operators are busy at the moment.
Pardon me, is this seat taken?
Pass me the salt, please. And the pepper too.
Play it again, I like that song.
Paul and I went to the same school, but we never talked.
Probably the best thing to do is to wait until Monday.
People always ask me how I came to live here.
Hi Polly, thanks for coming on such short notice.
Hi honey, I'm home. What smells so good?
Hi Molly, hi Bob, come on in.
Hi, I'd like to order a large pizza with mushrooms.
`
  .trim()
  .split('\n');

/** Nearer than anything one meets by chance; some of these may call. */
export const nearPhrases: readonly string[] = `
Hey Charlie, are you coming?
Hey Harley, sit down.
Hey Marley, come here.
Hey Carly, how was it?
Hey Barley, good dog.
Hey Polly, put the kettle on.
Hey Molly, look at this.
Hey Bobby, what's up?
Hey party people, let's go.
Hey Paul, did you see that?
Hey Paula, did you see that?
Hey Pauline, come in.
Hey Pamela, how are you?
Hey Peter, where are you going?
Hey Patty, good morning.
Hey Penny, wait for me.
Hey Paris is beautiful today.
Hey parlor games are fun.
Hey darling, I'm home.
Hey Farley, good job.
Hey Arlie, come over.
Hey Ali, come over.
Hey Riley, time for bed.
Hey Shirley, what do you think?
Hey Kelly, call me back.
Hey Billy, not so loud.
Hey Sally, what's for dinner?
Hey buddy, how is it going?
Hey guys, welcome back to the channel.
Hey there, nice to meet you.
Hey you, stop that.
Hey, probably not.
Hey, partly because of the rain.
Hey, barley soup is ready.
They partly agreed with the plan.
Parley with the enemy was forbidden.
Partly cloudy with a chance of rain.
Barley is a kind of grain.
Party starts at eight tonight.
He hardly knows her.
Hey hardly anybody came.
Hay for the horses is in the barn.
A parlor is a kind of room.
A parley was held between the two armies.
Hey, parlay that into something bigger.
Hey Bailey, fetch the ball.
Hey pal, leave me alone.
Hey, perhaps tomorrow.
Hey, people are waiting.
Hey Parker, is that your car?
Hey Hailey, happy birthday.
Hey Marie, come and see.
Hey Mario, come and see.
Hey Mary, how are you today?
Hey Mariah, sing us a song.
Hey Marcia, how are you?
Hey maybe we should go.
Hello Travis, nice to see you.
Hello Jarred, nice to see you.
Hello Charles, how do you do?
Hello Janice, come in.
Hello Java developers.
Hello, service is over there.
Hello jar of pickles.
Okay, commuter trains are late.
Okay, come on, hurry up.
Okay, compute the average.
Okay, compare these two.
Okay, communists and capitalists.
Okay, can you turn it off?
Okay, completely forget about that.
`
  .trim()
  .split('\n');
