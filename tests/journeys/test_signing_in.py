"""The administrator's first minutes: a link on paper, a password, a dialogue."""

from __future__ import annotations


def test_adam_chooses_a_password_and_makes_a_dialogue(server, enter):
    printed = server.flask("admin", "create", "--email", "adam@kommun.example", "--name", "Adam Ek")
    link = printed.strip().splitlines()[-1]
    adam = enter("Adam")
    adam.goes(link.removeprefix(server.base))
    adam.writes("Nytt lösenord", "kort").presses("Spara och logga in")
    adam.sees("En uppgift behöver rättas")
    assert adam.page.title().startswith("Fel: ")
    adam.writes("Nytt lösenord", "fyra lugna ord om havet").presses("Spara och logga in")
    adam.sees("Inga dialoger än").follows("Skapa den första dialogen")
    adam.writes("Titel", "Öar i samtal").writes("Syfte", "Hur vill vi arbeta ihop?")
    adam.writes("Nämnder", "Kultur- och fritidsnämnden").presses("Skapa dialogen")
    adam.sees("Dialogen har inte startat")
    assert adam.heading() == "Öar i samtal"
    adam.follows("In English").sees("The dialogue has not started")
    adam.follows("På svenska").sees("Nästa steg")
    adam.goes("/me").presses("Logga ut")
    adam.goes("/processes/oar-i-samtal").sees("Logga in")


def test_it_works_without_script_too(server, enter):
    eva = enter("Eva", phone=True, script=False)
    eva.goes("/sign-in").writes("E-post", "adam@kommun.example").writes("Lösenord", "fel lösenord")
    eva.presses("Logga in")
    eva.sees("hör inte ihop")
    eva.writes("Lösenord", "fyra lugna ord om havet").presses("Logga in")
    assert eva.heading() == "Alla dialoger"
