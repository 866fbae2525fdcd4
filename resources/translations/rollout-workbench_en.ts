<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>rw::ui::AnswersCompareRow</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersFocusView</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersHeader</name>
    <message numerus="yes">
        <source>%n correct</source>
        <translation>
            <numerusform>%n correct</numerusform>
            <numerusform>%n correct</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n wrong</numerusform>
            <numerusform>%n wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n undecided</source>
        <translation>
            <numerusform>%n undecided</numerusform>
            <numerusform>%n undecided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished</source>
        <translation>
            <numerusform>%n unfinished</numerusform>
            <numerusform>%n unfinished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n writing</source>
        <translation>
            <numerusform>%n writing</numerusform>
            <numerusform>%n writing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersPanel</name>
    <message numerus="yes">
        <source>%n answer(s) hidden by the filter</source>
        <translation>
            <numerusform>%n answer hidden by the filter</numerusform>
            <numerusform>%n answers hidden by the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Press Generate to sample %n answer(s)</source>
        <translation>
            <numerusform>Press Generate to sample %n answer</numerusform>
            <numerusform>Press Generate to sample %n answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::CurvePlot</name>
    <message numerus="yes">
        <source>%1 of %2: from %3 to %4 in %Ln step(s)</source>
        <extracomment>Read out by screen readers, for example &quot;Reward of apples-01: from 0.30 to 0.91 in 70 steps&quot;.</extracomment>
        <translation>
            <numerusform>%1 of %2: from %3 to %4 in %Ln step</numerusform>
            <numerusform>%1 of %2: from %3 to %4 in %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::ExactPromptDialog</name>
    <message numerus="yes">
        <source>What the model reads: %n token(s)</source>
        <translation>
            <numerusform>What the model reads: %n token</numerusform>
            <numerusform>What the model reads: %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::MainWindow</name>
    <message numerus="yes">
        <source>Up to %n token(s) a second</source>
        <translation>
            <numerusform>Up to %n token a second</numerusform>
            <numerusform>Up to %n tokens a second</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s) added from %1. This run goes on training with its own prompts.</source>
        <translation>
            <numerusform>%n prompt added from %1. This run goes on training with its own prompts.</numerusform>
            <numerusform>%n prompts added from %1. This run goes on training with its own prompts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::PromptsPanel</name>
    <message numerus="yes">
        <source>%Ln prompt(s) hidden by the filter</source>
        <translation>
            <numerusform>%Ln prompt hidden by the filter</numerusform>
            <numerusform>%Ln prompts hidden by the filter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::StatusLine</name>
    <message numerus="yes">
        <source>%1 · %n thread(s) · %2</source>
        <translation>
            <numerusform>%1 · %n thread · %2</numerusform>
            <numerusform>%1 · %n threads · %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswersCompareView</name>
    <message numerus="yes">
        <source>%n answer(s) turned green</source>
        <translation>
            <numerusform>%n answer turned green</numerusform>
            <numerusform>%n answers turned green</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) turned red</source>
        <translation>
            <numerusform>%n answer turned red</numerusform>
            <numerusform>%n answers turned red</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turned red</source>
        <translation>
            <numerusform>%n turned red</numerusform>
            <numerusform>%n turned red</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerFacts</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>hit the limit of %n token(s)</source>
        <translation>
            <numerusform>hit the limit of %n token</numerusform>
            <numerusform>hit the limit of %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
</TS>
