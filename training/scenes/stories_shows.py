"""Situations of games and shows: winning and losing, taking pictures, tricks, music and paint."""

from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "board game played": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("calm", "happy"), ("chin", "point")),
            "T": Role(ANY_AGE, ("calm", "surprised"), ("chin", "cross")),
        },
        {"O": Prop(("board game",), "between", 1.15)},
        {
            "S": Told(
                why=("{S} has thought of a move", "{S} has pieces left on {O}", "{S} can still win against {T}"),
                evidence=("many pieces are left on {O}", "{S} looks at {O}", "no piece has fallen yet"),
                before=("{S} set up the pieces", "{S} challenged {T} to a game"),
                after=("move a piece", "wait for the move of {T}"),
                wants=("beat {T}", "find the best move"),
                doing=("playing a board game", "planning a move"),
            ),
            "T": Told(
                why=("{T} is busy with {O}", "{T} has to answer a clever move", "{S} is a strong player"),
                evidence=("black pieces stand on {O}", "{T} studies {O}", "{S} plays against {T}"),
                before=("{T} sat through many moves", "{T} agreed to play"),
                after=("make the next move", "take a white piece"),
                wants=("win the game against {S}", "understand the plan of {S}"),
                doing=("thinking about a move", "studying the board"),
            ),
        },
        ("players",),
    ),
    "board game won": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "surprised"), ("up", "clap", "wave")),
            "T": Role(ANY_AGE, ("sad", "angry"), ("face", "cross", "shy")),
        },
        {"O": Prop(("finished board game",), "between", 1.15)},
        {
            "S": Told(
                why=("{S} won the board game", "{S} knocked over the king of {T}", "{T} lost against {S}"),
                evidence=("the black king lies on {O}", "{S} has pieces left on {O}", "the arms of {S} are up"),
                before=("{S} made the last move", "{S} played a clever game"),
                after=("offer {T} another game", "put the pieces away"),
                wants=("enjoy the win", "tell about the game"),
                doing=("winning a board game", "cheering over {O}"),
            ),
            "T": Told(
                why=("{T} lost the board game", "the king of {T} has fallen", "{S} won at {O}"),
                evidence=("the black king lies on {O}", "{S} is cheering", "{T} has no piece left on {O}"),
                before=("{T} made a mistake", "{T} lost one piece after another"),
                after=("ask {S} for revenge", "set up the pieces again"),
                wants=("play once more", "take back a move"),
                doing=("losing a board game", "giving up the lost game"),
            ),
        },
        ("winner and loser", "loser and winner"),
    ),
    "photo taken": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("calm", "happy"), ("hold",)),
            "T": Role(("toddler", *ANY_AGE), ("happy", "surprised", "angry"), ("wave", "up", "hips", "shy")),
        },
        {"O": Prop(("camera",), "hand", 1.35)},
        {
            "S": Told(
                why=("{S} gets a good photo", "{S} likes taking photos", "{T} makes a fine picture for {S}"),
                evidence=("{S} aims {O} at {T}", "the flash of {O} is on", "{O} is in the hand of {S}"),
                before=("{S} took out a camera", "{S} asked {T} to pose"),
                after=("take another photo", "show {T} the photo"),
                wants=("have a photo of {T}", "keep a memory"),
                doing=("taking a photo", "aiming {O} at {T}"),
            ),
            "T": Told(
                why=("{S} takes a photo of {T}", "{O} flashes at {T}", "{T} is being photographed"),
                evidence=("{O} is aimed at {T}", "the flash lights up {T}", "{T} is in front of {O}"),
                before=("{T} noticed the camera", "{T} stepped before the camera"),
                after=("ask to see the photo", "step out of the picture"),
                wants=("look good", "see the photo"),
                doing=("facing a camera", "being photographed by {S}"),
            ),
        },
        ("photographer and model", "model and photographer"),
    ),
    "juggling applauded": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "calm"), ("up",)),
            "T": Role(("toddler", *ANY_AGE), ("happy", "surprised"), ("clap", "face")),
        },
        {"O": Prop(("juggling balls",), "overhead", 1.25)},
        {
            "S": Told(
                why=("{S} can juggle", "{S} keeps {O} in the air", "{T} admires the skill of {S}"),
                evidence=("{O} flies above {S}", "the hands of {S} are up", "no ball has fallen"),
                before=("{S} practised for weeks", "{S} threw up the balls"),
                after=("catch the balls", "bow to {T}"),
                wants=("impress {T}", "keep the balls flying"),
                doing=("juggling", "showing a trick to {T}"),
            ),
            "T": Told(
                why=("{T} sees a great show", "{S} juggles for {T}", "{S} does not drop a ball"),
                evidence=("{T} watches {S}", "{O} flies above {S}", "{S} performs before {T}"),
                before=("{T} came to see a show", "{T} met a juggler"),
                after=("clap even louder", "throw a coin"),
                wants=("see another trick", "learn to juggle"),
                doing=("watching a show", "applauding a juggler"),
            ),
        },
        ("artist and audience", "audience and artist"),
    ),
    "juggling failed": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("sad", "angry", "surprised"), ("up", "face", "hips"))},
        {"O": Prop(("dropped juggling balls",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} dropped the balls", "{S} failed at juggling", "{O} fell out of the air"),
                evidence=("{O} lies on the ground", "{S} caught no ball", "{O} rolled apart"),
                before=("{S} was juggling", "{S} threw the balls too high"),
                after=("pick up the balls", "try the trick again"),
                wants=("learn to juggle well", "catch every ball"),
                doing=("failing at a trick", "seeing {O} roll apart"),
            )
        },
    ),
    "magic trick": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "surprised"), ("hold",)),
            "T": Role(("toddler", *ANY_AGE), ("surprised", "happy", "scared"), ("up", "clap", "face")),
        },
        {"O": Prop(("magic hat",), "hand", 1.2)},
        {
            "S": Told(
                why=("{S} did some magic", "{S} made a rabbit appear", "the trick of {S} has worked"),
                evidence=("a rabbit looks out of {O}", "{S} holds {O}", "stars fly around {O}"),
                before=("{S} said a magic word", "{S} showed an empty hat"),
                after=("make the rabbit vanish", "do another trick"),
                wants=("amaze {T}", "keep the trick a secret"),
                doing=("doing a magic trick", "conjuring with {O}"),
            ),
            "T": Told(
                why=("{T} sees magic", "a rabbit came out of {O}", "{S} did a trick before {T}"),
                evidence=("{O} was empty before", "{S} shows {O} to {T}", "{T} watches the rabbit"),
                before=("{T} looked into an empty hat", "{T} met a magician"),
                after=("ask how it works", "stroke the rabbit"),
                wants=("understand the trick", "see the rabbit up close"),
                doing=("watching a magic trick", "wondering at {O}"),
            ),
        },
        ("magician and spectator", "spectator and magician"),
    ),
    "dance": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "happy", "calm"), ("up", "wave")),
            "T": Role(("toddler", *ANY_AGE), ("happy", "surprised"), ("up", "wave", "run")),
        },
        {"O": Prop(("radio",), "between", 1.1)},
        {
            "S": Told(
                why=("{S} dances to the music", "{O} plays a song for {S}", "{S} dances with {T}"),
                evidence=("notes come out of {O}", "{S} swings the arms", "{T} dances too"),
                before=("{S} turned on the radio", "{S} asked {T} to dance"),
                after=("turn up the music", "learn a new step"),
                wants=("dance on and on", "move to the music"),
                doing=("dancing with {T}", "dancing to {O}"),
            ),
            "T": Told(
                why=("{S} invited {T} to dance", "{T} likes the song", "{T} dances beside {O}"),
                evidence=("{T} moves to the music", "{O} is playing", "{S} dances in front of {T}"),
                before=("{T} heard the music", "{T} was asked for a dance"),
                after=("spin around", "sing along"),
                wants=("follow the steps of {S}", "hear the next song"),
                doing=("dancing", "following the music of {O}"),
            ),
        },
        ("dance partners",),
    ),
    "portrait painted": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "calm"), ("hold",)),
            "T": Role(GROWN, ("surprised", "angry", "happy"), ("hips", "face", "point")),
        },
        {"O": Prop(("brush",), "second hand", 1.4), "P": Prop(("easel",), "between", 1.05)},
        {
            "S": Told(
                why=("{S} has painted {T}", "{P} shows the work of {S}", "{S} is an artist"),
                evidence=("{S} holds {O}", "a face is on {P}", "there is paint on {O}"),
                before=("{S} mixed the paints", "{S} looked closely at {T}"),
                after=("sign the portrait", "wash the brush"),
                wants=("finish the portrait", "hear praise from {T}"),
                doing=("painting a portrait", "painting {T}"),
            ),
            "T": Told(
                why=("the face on {P} looks funny", "{S} painted {T} with a crooked face", "{T} sees {P}"),
                evidence=("the eyes on {P} are crooked", "{P} is meant to show {T}", "{T} looks at {P}"),
                before=("{T} stood still for hours", "{T} asked for a portrait"),
                after=("tell {S} an opinion", "look into a mirror"),
                wants=("look different in paint", "compare the face with the portrait"),
                doing=("judging a portrait", "checking the face on {P}"),
            ),
        },
        ("painter and model", "model and painter"),
    ),
}
